import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkLinks } from '../../build/check-links.mjs';

const folders: string[] = [];

afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A site of these files in a folder of its own. */
function siteOf(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'beatplan-site-'));
    folders.push(folder);
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(folder, dirname(path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    }
    return folder;
}

const link = (target: string): string => `<p><a class="link" href="${target}">text</a></p>`;

describe('checkLinks', () => {
    it('finds pages, folders, anchors and files', () => {
        const targets = ['/', '/a', '/a.html#here', './docs/', 'docs/b.html', '#top', 'https://x.example/', 'mailto:a@b.example'];
        const folder = siteOf({
            'index.html': `<h1 id="top">A</h1>${targets.map(link).join('')}<img alt="" src="/docs/c.svg">`,
            'a.html': '<h2 class="x" id="here">Here</h2><a href="a.html#%68ere">again</a>',
            'docs/index.html': link('../a#here'),
            'docs/b.html': link('../index.html?x=1#top'),
            'docs/c.svg': '<svg/>',
        });
        expect(checkLinks(folder)).toEqual({ pages: 4, links: 10, broken: [] });
    });

    it.each([
        ['a page that is not there', '/missing.html'],
        ['an anchor that is not there', 'a.html#missing'],
        ['an anchor of the page itself', '#missing'],
        ['a folder without a page', '/images/'],
        ['a file outside of the site', '../../etc/passwd'],
    ])('reports %s', (_, target) => {
        const folder = siteOf({ 'index.html': link(target), 'a.html': '', 'images/x.png': '' });
        expect(checkLinks(folder).broken).toEqual([`index.html: ${target}`]);
    });

    it('reports a missing image, script and style sheet', () => {
        const page = '<img src="x.png"><script type="module" src="/x.js"></script><link rel="stylesheet" href="x.css">';
        expect(checkLinks(siteOf({ 'index.html': page })).broken).toHaveLength(3);
    });

    it('takes links under a base off it', () => {
        const folder = siteOf({ 'index.html': link('/beatplan/a.html') + link('/a.html'), 'a.html': '' });
        expect(checkLinks(folder, '/beatplan/').broken).toEqual(['index.html: /a.html']);
    });
});
