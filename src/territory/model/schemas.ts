import { finite, list, loose, oneOf, optional, pair, record, type Schema, text } from '../../core/index.js';

/** Accounts, of which only ids, owners and potentials are read. */
export const ownedAccounts: Schema = list(
    loose({ id: text(), owner: optional(text()), potential: optional(finite()), callDuration: optional(finite()) }),
);

/** The unit of each account. */
export const unitOfSchema: Schema = record(text());

/** Pairs of units that touch. */
export const edgesSchema: Schema = list(pair(text(), 'a pair of unit ids'));

/** What units are balanced by, and how closely. */
export const balanceSchema: Schema = list(
    loose({ measure: text(), tolerance: optional(finite({ min: 0 })), weight: optional(finite({ min: 0 })) }),
);

/** The metric of positions. */
export const metricSchema: Schema = oneOf(['geographic', 'planar']);
