import { element, paint, swatch } from './dom.js';
import { formatCount } from './format.js';
import type { ScoredTerritory } from './scored-territory.js';

const TARGET = 1000;
const BAND = 100;
const LEAST_REACH = 200;
const MOST_REACH = 1000;

/** Half the axis's length: whole hundreds that hold every index, within limits that keep small deviations readable. */
export function reachOf(indices: readonly number[]): number {
    let farthest = LEAST_REACH;
    for (const index of indices) farthest = Math.max(farthest, Math.abs(index - TARGET));
    return Math.min(MOST_REACH, Math.ceil(farthest / 100) * 100);
}

/** Half the length of each measure's axis. */
export interface Reach {
    readonly workload: number;
    readonly potential: number;
}

/** The line above the bars: what they measure, and the axes' ends. */
export function balanceAxis(reach: Reach, workload: HTMLElement, potential: HTMLElement | undefined): HTMLElement {
    const axes = [axisOf(workload, reach.workload), ...(potential === undefined ? [] : [axisOf(potential, reach.potential)])];
    return element('div', { class: 'bar-row bar-head' }, element('span'), ...axes);
}

/** One territory: how far its workload and its potential, if there is any, lie from its share. */
export function balanceRow({ score, name, rep, color }: ScoredTerritory, reach: Reach, choose: () => void): HTMLElement {
    const { workloadIndex, potentialIndex } = score;
    const ofPotential = potentialIndex === undefined ? '' : `, potential ${formatCount(potentialIndex)}`;
    const label = `${name}: workload ${formatCount(workloadIndex)}${ofPotential}`;
    return element(
        'button',
        { type: 'button', class: 'bar-row', 'data-rep': rep, 'aria-label': label, disabled: rep < 0, onclick: choose },
        element('span', { class: 'bar-name', title: name }, swatch(color), element('span', {}, name)),
        trackOf(workloadIndex, reach.workload, color),
        ...(potentialIndex === undefined ? [] : [trackOf(potentialIndex, reach.potential, color)]),
    );
}

function axisOf(heading: HTMLElement, reach: number): HTMLElement {
    const ticks = [-reach, 0, reach].map((offset) => {
        const tick = element('span', { class: 'tick' }, formatCount(TARGET + offset));
        tick.style.left = `${percent(offset, reach)}%`;
        return tick;
    });
    return element('span', { class: 'bar-axis' }, heading, element('span', { class: 'ticks', 'aria-hidden': 'true' }, ...ticks));
}

function trackOf(index: number, reach: number, color: number | undefined): HTMLElement {
    const offset = Math.max(-reach, Math.min(reach, index - TARGET));
    const bar = element('span', { class: 'bar' });
    bar.style.left = `${percent(Math.min(0, offset), reach)}%`;
    bar.style.width = `${(Math.abs(offset) / reach) * 50}%`;
    paint(bar, color);
    const band = element('span', { class: 'band' });
    band.style.left = `${percent(-BAND, reach)}%`;
    band.style.width = `${(BAND / reach) * 100}%`;
    const value = element('span', { class: 'bar-value' }, formatCount(index));
    value.classList.toggle('is-outside', Math.abs(index - TARGET) > BAND);
    return element('span', { class: 'bar-cell' }, element('span', { class: 'track' }, band, bar), value);
}

function percent(offset: number, reach: number): number {
    return 50 + (offset / reach) * 50;
}
