import { StopWatch } from '../core/index.js';
import type { Instance } from './compile/instance.js';
import type { Search } from './search/search.js';
import type { TracePoint } from './solution.js';

/**
 * A watch that also notes when each better solution was found. Searches report those to their watch anyway, so the trace costs
 * one look at the clock for each and nothing for all other iterations.
 */
export class TracingWatch extends StopWatch {
    readonly points: TracePoint[] = [];
    private search: Search | undefined;
    private instance: Instance | undefined;

    /** Notes the first solution of a search, and from now on each better one. */
    follow(search: Search, instance: Instance): void {
        this.search = search;
        this.instance = instance;
        this.note(0);
    }

    override improved(iteration: number): void {
        super.improved(iteration);
        this.note(iteration + 1);
    }

    private note(iterations: number): void {
        if (this.search === undefined || this.instance === undefined) return;
        const { best } = this.search;
        const { scored, prizeSum } = this.instance;
        this.points.push({
            seconds: this.elapsed(),
            iterations,
            value: scored ? prizeSum - best.tier : best.total,
            unserved: best.unservedCount(),
        });
    }
}
