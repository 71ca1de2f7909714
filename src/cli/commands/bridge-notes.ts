import type { TerritoryBridge } from '../../territory/index.js';

const MOST_SHOWN = 3;

/** Says which territories reach across a barrier, or to what touches nothing, as no other way connects the market. */
export function bridgeNotes(bridges: readonly TerritoryBridge[], isPlanar: boolean): string[] {
    const held = bridges.filter(({ territoryId }) => territoryId !== undefined);
    const across = held.filter(({ barrier }) => barrier !== undefined);
    const apart = held.filter(({ barrier }) => barrier === undefined);
    const show = ({ unitIds, distance, territoryId }: TerritoryBridge): string =>
        `${unitIds.join(' and ')} (${isPlanar ? distance.toFixed(1) : `${(distance / 1000).toFixed(distance < 9_500 ? 1 : 0)} km`}, ${territoryId})`;
    const list = (some: readonly TerritoryBridge[]): string =>
        `${some.slice(0, MOST_SHOWN).map(show).join('; ')}${some.length > MOST_SHOWN ? '; …' : ''}`;
    return [
        ...(across.length === 0 ? [] : [`${crossed(across.length)} a barrier, since nothing leads around it: ${list(across)}`]),
        ...(apart.length === 0 ? [] : [`${lonely(apart.length)} as touching the nearest: ${list(apart)}`]),
    ];
}

function crossed(count: number): string {
    return count === 1 ? '1 link crosses' : `${count} links cross`;
}

function lonely(count: number): string {
    return count === 1
        ? '1 part of the market touches nothing near and counts'
        : `${count} parts of the market touch nothing near and count`;
}
