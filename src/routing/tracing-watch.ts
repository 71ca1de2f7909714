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

    /** The points so far, and the answer as the last of them where it is better than what the search found. */
    upTo(answer: { readonly tier: number; readonly total: number }, unserved: number, iterations: number): readonly TracePoint[] {
        const last = this.points.at(-1);
        if (last === undefined || this.instance === undefined) return [];
        const value = objectiveValue(this.instance, answer);
        if (last.value === value && last.unserved === unserved) return this.points.slice();
        const earlier = this.points.filter((point) => point.iterations < iterations);
        return [...earlier, { seconds: this.elapsed(), iterations, value, unserved }];
    }

    private note(iterations: number): void {
        if (this.search === undefined || this.instance === undefined) return;
        const { best } = this.search;
        this.points.push({
            seconds: this.elapsed(),
            iterations,
            value: objectiveValue(this.instance, best),
            unserved: best.unservedCount(),
        });
    }
}

function objectiveValue(
    { scored, prizeSum }: Instance,
    { tier, total }: { readonly tier: number; readonly total: number },
): number {
    return scored ? prizeSum - tier : total;
}
