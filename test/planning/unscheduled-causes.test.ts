import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { groupUnscheduled, type UnscheduledVisit } from '../../src/planning/index.js';

const missed = (accountId: string, n: number, code: UnscheduledVisit['code'], repId?: string): UnscheduledVisit => ({
    id: `${accountId}#${n}`,
    accountId,
    ...(repId === undefined ? {} : { repId }),
    code,
    message: `why ${n}`,
});

describe('groupUnscheduled', () => {
    it('gives one line a cause with its counts, the most visits first', () => {
        const unscheduled = [
            missed('a', 1, 'skill-missing', 'r1'),
            missed('b', 1, 'no-room', 'r1'),
            missed('b', 2, 'no-room', 'r1'),
            missed('c', 1, 'no-room', 'r2'),
            missed('d', 1, 'no-owner'),
        ];
        expect(groupUnscheduled({ unscheduled })).toEqual([
            {
                code: 'no-room',
                cause: 'the days of the rep are full',
                visits: 3,
                accounts: 2,
                byRep: [
                    { repId: 'r1', visits: 2 },
                    { repId: 'r2', visits: 1 },
                ],
            },
            { code: 'no-owner', cause: 'no rep works the account', visits: 1, accounts: 1, byRep: [] },
            {
                code: 'skill-missing',
                cause: 'the rep lacks a skill that the account needs',
                visits: 1,
                accounts: 1,
                byRep: [{ repId: 'r1', visits: 1 }],
            },
        ]);
        expect(groupUnscheduled({ unscheduled: [] })).toEqual([]);
    });

    it('refuses what is no calendar', () => {
        for (const calendar of [undefined, null, 3, {}, { unscheduled: [null] }, { unscheduled: [{ id: 1 }] }]) {
            expect(() => groupUnscheduled(calendar as never)).toThrow(BeatplanError);
        }
    });
});
