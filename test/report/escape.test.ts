import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, toScriptJson, toScriptText, toStyleText } from '../../src/report/escape.js';

const NASTY = '<img src=x onerror=alert(1)></script><!-- " \' & \u2028\u2029';

describe('toScriptJson', () => {
    it('lets nothing end the script or open a comment', () => {
        const text = toScriptJson({ name: NASTY });
        expect(text).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(text)).toEqual({ name: NASTY });
    });

    it('gives back every value', () => {
        const pieces = fc.constantFrom('</script', '<!--', ']]>', '\u2028', '\u2029', '\\', '"', 'a', '&lt;');
        const strings = fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.array(pieces).map((parts) => parts.join('')),
        );
        fc.assert(
            fc.property(fc.dictionary(strings, strings), (value) => {
                const text = toScriptJson(value);
                expect(text).not.toMatch(/<|\u2028|\u2029/);
                expect({ ...JSON.parse(text) }).toEqual({ ...value });
            }),
            { numRuns: 100 },
        );
    });
});

describe('escapeHtml', () => {
    it('escapes what markup is made of', () => {
        expect(escapeHtml(NASTY.slice(0, 28))).toBe('&lt;img src=x onerror=alert(1)&gt;');
        expect(escapeHtml('"a" & \'b\'')).toBe('&quot;a&quot; &amp; &#39;b&#39;');
    });
});

describe('toScriptText', () => {
    it('keeps the meaning of strings that look like markup', () => {
        const text = toScriptText('return "</script><!--</SCRIPT>";');
        expect(text).not.toMatch(/<\/script|<!--/i);
        expect(new Function(text)()).toBe('</script><!--</SCRIPT>');
    });
});

describe('toStyleText', () => {
    it('does not end the style sheet', () => {
        expect(toStyleText('a::after{content:"</style>"}')).toBe('a::after{content:"<\\/style>"}');
    });
});
