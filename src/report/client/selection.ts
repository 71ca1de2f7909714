import type { Report } from './report.js';

/** Parts of the side panel. */
export type Tab = 'territories' | 'routes' | 'accounts' | 'unscheduled';

/** How many weeks the day picker shows. */
type Span = 'week' | 'month';

export const TABS: readonly Tab[] = ['territories', 'routes', 'accounts', 'unscheduled'];

/** What the reader looks at. */
export interface Selection {
    readonly tab: Tab;
    /** Index of the rep, -1 for all. */
    readonly rep: number;
    /** Days after the start of the period, -1 if no rep works. */
    readonly day: number;
    /** The week of the day, or all weeks of the period. */
    readonly span: Span;
}

/** Holds the selection, notifies listeners of changes, and keeps the address's fragment in step so that a view can be linked to. */
export class SelectionStore {
    current: Selection;
    private readonly report: Report;
    private readonly listeners: ((selection: Selection, before: Selection) => void)[] = [];

    constructor(report: Report) {
        this.report = report;
        this.current = this.settle({
            tab: 'territories',
            rep: -1,
            day: report.workingDays[0] ?? -1,
            span: 'week',
            ...readFragment(report),
        });
        window.addEventListener('hashchange', () => this.select(readFragment(report)));
    }

    listen(listener: (selection: Selection, before: Selection) => void): void {
        this.listeners.push(listener);
    }

    select(change: Partial<Selection>): void {
        const before = this.current;
        const next = this.settle({ ...before, ...change });
        const keys = ['tab', 'rep', 'day', 'span'] as const;
        if (keys.every((key) => next[key] === before[key])) return;
        this.current = next;
        for (const listener of this.listeners) listener(next, before);
        writeFragment(this.report, next);
    }

    /** Selects a rep, or all reps if this one was selected already. */
    toggleRep(rep: number): void {
        this.select({ rep: this.current.rep === rep ? -1 : rep });
    }

    /** The days that the selected rep, or any rep, works. */
    workingDays(): readonly number[] {
        const { rep } = this.current;
        return rep < 0 ? this.report.workingDays : this.report.daysOfRep[rep].map(({ day }) => day);
    }

    // A day on which the rep does not work gives way to the nearest one, the earlier of two.
    private settle(selection: Selection): Selection {
        const rep = this.report.reps[selection.rep] === undefined ? -1 : selection.rep;
        const days = rep < 0 ? this.report.workingDays : this.report.daysOfRep[rep].map(({ day }) => day);
        let nearest = -1;
        for (const day of days) {
            if (nearest < 0 || Math.abs(day - selection.day) < Math.abs(nearest - selection.day)) nearest = day;
        }
        return { ...selection, rep, day: nearest < 0 ? selection.day : nearest };
    }
}

function readFragment({ reps, data }: Report): Partial<Selection> {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const tab = TABS.find((known) => known === parameters.get('tab'));
    const rep = reps.findIndex(({ id }) => id === parameters.get('rep'));
    const day = Math.round((Date.parse(parameters.get('day') ?? '') - Date.parse(data.start)) / 86_400_000);
    const span = parameters.get('view') === 'month' ? 'month' : 'week';
    return { span, ...(tab ? { tab } : {}), ...(rep < 0 ? {} : { rep }), ...(Number.isFinite(day) ? { day } : {}) };
}

function writeFragment({ reps, data }: Report, { tab, rep, day, span }: Selection): void {
    const parameters = new URLSearchParams({ tab });
    if (rep >= 0) parameters.set('rep', reps[rep].id);
    if (day >= 0) parameters.set('day', new Date(Date.parse(data.start) + day * 86_400_000).toISOString().slice(0, 10));
    if (span === 'month') parameters.set('view', span);
    const fragment = `#${parameters}`;
    // Replaces the address, so that the back button leaves the report instead of walking through days.
    if (location.hash !== fragment) location.replace(fragment);
}
