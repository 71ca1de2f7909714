import { checkStructure, finite, IssueCollector, list, optional, record, satisfying, strict, text } from '../../core/index.js';
import { adjustForMany } from '../figures/false-discovery.js';
import { exactDifference } from '../figures/hypergeometric.js';
import { checkIds } from '../figures/periods.js';
import { type Proportion, proportionOf } from '../figures/ratio.js';

/** An account with what a campaign could be about. */
export interface ProfiledAccount {
    /** Unique among the accounts. */
    readonly id: string;
    readonly territoryId: string;
    /** One value or several, by trait: `{ segment: 'grocery', products: ['ice', 'milk'], needs: [] }`. */
    readonly traits: Readonly<Record<string, string | readonly string[]>>;
}

/** Options of {@link profileTerritories}. */
export interface ProfileOptions {
    /** Share of false differences among those that are called certain, 0 to 0.5 exclusive; default 0.05. */
    readonly level?: number;
}

/** How many accounts of a territory have a value. */
export interface TraitShare {
    readonly trait: string;
    readonly value: string;
    /** Accounts of the territory with the value / all of the territory. */
    readonly share: Proportion;
    /** The same of all accounts, 0 to 1. */
    readonly average: number;
    /** Share / average: 2 is twice as many as elsewhere. */
    readonly index: number;
    /** Chance of such a difference if accounts were dealt at random, adjusted for all territories and values (Benjamini and Hochberg). */
    readonly adjusted: number;
    /** Whether that is at most the level. */
    readonly isCertain: boolean;
}

/** A territory against the average. */
export interface TerritoryProfile {
    readonly territoryId: string;
    readonly accounts: number;
    /** Every value of every trait, also those that no account of the territory has; the surest difference first. */
    readonly traits: readonly TraitShare[];
}

/**
 * Compares what kind of accounts each territory has with the average, so that a campaign goes where its audience is: segments, products
 * bought, needs.
 *
 * @param accounts - may be empty
 * @returns territories in order of first appearance; O(territories * values * accounts of a territory)
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * const accounts = ['x', 'x', 'y'].map((segment, i) => ({ id: `a${i}`, territoryId: i < 2 ? 'north' : 'south', traits: { segment } }));
 * profileTerritories(accounts)[0].traits[0]; // { trait: 'segment', value: 'x', index: 1.5, ... }
 * ```
 * @see Fisher 1935, "The Design of Experiments", Oliver and Boyd: the exact test; Benjamini and Hochberg 1995
 */
export function profileTerritories(accounts: readonly ProfiledAccount[], options: ProfileOptions = {}): TerritoryProfile[] {
    check(accounts, options);
    const { level = 0.05 } = options;
    const all = new Map<string, number>();
    const territories = new Map<string, { accounts: number; counts: Map<string, number> }>();
    for (const { territoryId, traits } of accounts) {
        const own = territories.get(territoryId) ?? { accounts: 0, counts: new Map<string, number>() };
        territories.set(territoryId, own);
        own.accounts++;
        for (const key of keysOf(traits)) {
            all.set(key, (all.get(key) ?? 0) + 1);
            own.counts.set(key, (own.counts.get(key) ?? 0) + 1);
        }
    }
    const cells = [...territories].flatMap(([territoryId, own]) =>
        [...all].map(([key, marked]) => {
            const found = own.counts.get(key) ?? 0;
            return { territoryId, key, found, marked, accounts: own.accounts };
        }),
    );
    const adjusted = adjustForMany(
        cells.map(({ found, accounts: part, marked }) => exactDifference(found, part, marked, accounts.length)),
    );
    const profiles = new Map([...territories].map(([id, own]) => [id, { accounts: own.accounts, traits: [] as TraitShare[] }]));
    cells.forEach(({ territoryId, key, found, marked, accounts: part }, i) => {
        const [trait, value] = JSON.parse(key) as [string, string];
        const average = marked / accounts.length;
        const share = proportionOf(found, part);
        const index = found / part / average;
        profiles.get(territoryId)!.traits.push({
            trait,
            value,
            share,
            average,
            index,
            adjusted: adjusted[i],
            isCertain: adjusted[i] <= level,
        });
    });
    return [...profiles].map(([territoryId, own]) => ({
        territoryId,
        accounts: own.accounts,
        traits: own.traits.sort(
            (a, b) => a.adjusted - b.adjusted || Math.abs(Math.log(b.index)) - Math.abs(Math.log(a.index)) || 0,
        ),
    }));
}

/** Each value once, however often an account names it. */
function keysOf(traits: ProfiledAccount['traits']): Set<string> {
    const keys = new Set<string>();
    for (const [trait, values] of Object.entries(traits)) {
        for (const value of typeof values === 'string' ? [values] : values) keys.add(JSON.stringify([trait, value]));
    }
    return keys;
}

function check(accounts: readonly ProfiledAccount[], options: ProfileOptions): void {
    const collector = new IssueCollector();
    const isValue = (value: unknown): boolean =>
        typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
    const value = satisfying(isValue, 'is neither a text nor a list of texts', 'a text, or a list of texts');
    const account = strict({ id: text(), territoryId: text(), traits: record(value) });
    if (checkStructure(list(account), accounts, collector, ['accounts']))
        checkIds(
            accounts.map(({ id }) => id),
            collector,
            ['accounts'],
        );
    checkStructure(strict({ level: optional(finite({ moreThan: 0, max: 0.499_999 })) }), options, collector, ['options']);
    collector.throwIfAny('profileTerritories');
}
