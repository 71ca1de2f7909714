/** What a sales manager would laugh at. */
export const ABSURDITIES = {
    unreachable: 'an account that its owner cannot reach in a day and another rep can',
    'far-trip':
        'a day of more than five hours at the wheel for one or two visits that a rep who lives an hour nearer has room for',
    'lone-visit': 'a day with one visit and more driving than selling, which fits another day',
    'twin-trip': 'a second trip within a week to a place an hour and a half away, whose visits fit the first',
    dissolvable: 'a day whose visits all fit other days of the rep, for a quarter of an hour less at the wheel',
    'hour-closer': 'an account an hour closer to another rep who has no more planned hours',
    bunched: 'two visits of an account closer than a third of its interval',
    'half-empty': 'a day at most half full that has room for a visit left out',
    'border-swap': 'two accounts of two reps whose exchange saves each of them ten minutes at the wheel',
} as const;

export type AbsurdityKind = keyof typeof ABSURDITIES;

/** One of them, and what would mend it. */
export interface Absurdity {
    readonly kind: AbsurdityKind;
    readonly what: string;
    readonly fix: string;
}
