import { describe, expect, it } from 'vitest';
import { BeatplanError, IssueCollector } from '../../src/core/index.js';

function thrownBy(collector: IssueCollector): unknown {
    try {
        collector.throwIfAny('the problem');
    } catch (error) {
        return error;
    }
    return undefined;
}

describe('IssueCollector', () => {
    it('stays silent while nothing was added', () => {
        expect(thrownBy(new IssueCollector())).toBeUndefined();
    });

    it('throws once with every issue in the order they came', () => {
        const collector = new IssueCollector();
        collector.add('duplicate-id', ['visits', 1, 'id'], 'stands twice', { received: 'a', hint: 'ids are unique' });
        collector.add('inverted-window', ['visits', 0], 'closes before it opens');
        const error = thrownBy(collector);
        expect(error).toBeInstanceOf(BeatplanError);
        const { code, issues, message } = error as BeatplanError;
        expect(code).toBe('invalid-input');
        expect(issues).toEqual([
            { code: 'duplicate-id', path: ['visits', 1, 'id'], message: 'stands twice', received: 'a', hint: 'ids are unique' },
            { code: 'inverted-window', path: ['visits', 0], message: 'closes before it opens' },
        ]);
        expect(message.split('\n')[0]).toBe('the problem has 2 problems:');
    });

    it('counts a single issue in words', () => {
        const collector = new IssueCollector();
        collector.add('empty-input', [], 'there are no vehicles');
        expect((thrownBy(collector) as BeatplanError).message.split('\n')[0]).toBe('the problem has a problem:');
    });
});
