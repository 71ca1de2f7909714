import type { MarketAccount, Place } from './market.js';

/** Finds the accounts nearest to a place, by degrees that are as long in both directions. */
export class NearestAccounts {
    private readonly accounts: readonly MarketAccount[];
    /** Accounts by latitude. */
    private readonly order: readonly number[];

    /** @param subset - indices of the accounts that count; default all */
    constructor(accounts: readonly MarketAccount[], subset: readonly number[] = accounts.map((_, i) => i)) {
        this.accounts = accounts;
        this.order = [...subset].sort((a, b) => accounts[a].position[1] - accounts[b].position[1]);
    }

    /** Indices of the `count` nearest accounts, in any order. */
    around([lng, lat]: Place, count: number): number[] {
        const { accounts, order } = this;
        const wide = Math.cos((lat * Math.PI) / 180);
        const nearest: { readonly account: number; readonly away: number }[] = [];
        const look = (at: number): boolean => {
            const [otherLng, otherLat] = accounts[order[at]].position;
            const north = (otherLat - lat) ** 2;
            if (nearest.length === count && north > nearest[count - 1].away) return false;
            const away = north + ((otherLng - lng) * wide) ** 2;
            if (nearest.length < count || away < nearest[count - 1].away) {
                nearest.push({ account: order[at], away });
                nearest.sort((a, b) => a.away - b.away);
                nearest.length = Math.min(nearest.length, count);
            }
            return true;
        };
        let above = order.findIndex((account) => accounts[account].position[1] >= lat);
        if (above < 0) above = order.length;
        for (let at = above - 1; at >= 0 && look(at); at--);
        for (let at = above; at < order.length && look(at); at++);
        return nearest.map(({ account }) => account);
    }
}
