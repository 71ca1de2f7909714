import { checkStructure, finite, IssueCollector, list, oneOf, optional, strict, text } from '../../core/index.js';
import { addDays, daysBetween, WEEKDAYS, type Weekday, weekdayOf } from '../../market/index.js';
import { checkDate, checkSpan, type DateSpan, SPAN_KEYS } from '../figures/periods.js';
import { type Ratio, type RatioReading, ratioOf, SMALL_SAMPLE } from '../figures/ratio.js';
import { studentCdf, studentQuantile } from '../figures/student.js';

/** What was achieved on a day. */
export interface DayResult {
    /** `YYYY-MM-DD`; several entries of a day add up. */
    readonly date: string;
    /** Any unit, from 0. */
    readonly amount: number;
}

/** Options of {@link forecastPeriod}. */
export interface ForecastOptions {
    /** What is to be achieved in the period, from 0; default none. */
    readonly target?: number;
    /** Days of the week on which something can be achieved; default all. */
    readonly weekdays?: readonly Weekday[];
    /** Share of cases that the interval holds, above 0, below 1; default 0.8. */
    readonly level?: number;
}

/** What {@link forecastPeriod} returns. */
export interface PeriodForecast {
    /** Achieved until `asOf`. */
    readonly actual: number;
    readonly elapsedDays: number;
    readonly remainingDays: number;
    /** Actual / elapsed days; `of-nothing` or `of-zero` before the first day. */
    readonly runRate: Ratio;
    /** Actual + run rate * remaining days; null without elapsed days. */
    readonly forecast: number | null;
    /** Bounds of the forecast, at least the actual; null with fewer than two elapsed days unless none remain. */
    readonly low: number | null;
    readonly high: number | null;
    /** `small-sample` for fewer than 30 elapsed days. */
    readonly reading: RatioReading;
    /** Actual / target; absent without a target. */
    readonly attainment?: Ratio;
    /** Forecast / target; absent without target or forecast. */
    readonly forecastAttainment?: Ratio;
    /** What each remaining day must bring to reach the target: (target - actual) / remaining days; absent without a target. */
    readonly requiredRate?: Ratio;
    /** Chance to reach the target, 0 to 1; absent without a target, null if it cannot be told. */
    readonly chance?: number | null;
}

/**
 * Forecasts what a period ends at from what was achieved so far, with an interval.
 *
 * With n days elapsed, mean m and standard deviation s a day, and r days to come, their sum is predicted as r * m with the standard error
 * s * sqrt(r + r^2 / n), by Student's t with n - 1 degrees of freedom: days alike and independent. Without trend or season.
 *
 * @param period - to be forecast
 * @param results - of any days; those outside of the period's elapsed days must not be there
 * @param asOf - last day that is complete, `YYYY-MM-DD`; the day before the period's first if none is
 * @returns O(days + results)
 * @throws BeatplanError `invalid-input` with `outside-period` for results outside of the period, and `from-the-future` for those
 *   after `asOf`
 * @example
 * ```ts
 * const days = ['04', '05', '06', '07'].map((day, i) => ({ date: `2027-01-${day}`, amount: 10 + i }));
 * forecastPeriod({ start: '2027-01-04', end: '2027-01-11' }, days, '2027-01-07').forecast; // 46 + 4 * 11.5 = 92
 * ```
 * @see Hahn and Meeker 1991, "Statistical Intervals", Wiley, doi:10.1002/9780470316771: prediction of a sum of new values
 */
export function forecastPeriod(
    period: DateSpan,
    results: readonly DayResult[],
    asOf: string,
    options: ForecastOptions = {},
): PeriodForecast {
    checkForecast(period, results, asOf, options);
    const { target, weekdays = WEEKDAYS, level = 0.8 } = options;
    const amounts = new Map<string, number>();
    let actual = 0;
    for (const { date, amount } of results) {
        amounts.set(date, (amounts.get(date) ?? 0) + amount);
        actual += amount;
    }
    const elapsed: number[] = [];
    let remaining = 0;
    for (let date = period.start; ; date = addDays(date, 1)) {
        const isOver = date <= asOf;
        // Whatever is sold on a day off counts, and so does the day.
        if (weekdays.includes(weekdayOf(date)) || amounts.has(date)) {
            if (isOver) elapsed.push(amounts.get(date) ?? 0);
            else remaining++;
        }
        if (date === period.end) break;
    }
    const count = elapsed.length;
    const runRate = ratioOf(actual, count);
    const forecast = remaining === 0 ? actual : runRate.value === null ? null : actual + runRate.value * remaining;
    const spread = spreadOf(elapsed, remaining);
    const reach = spread === null ? null : spread === 0 ? 0 : spread * studentQuantile((1 + level) / 2, count - 1);
    const chance = target === undefined ? undefined : chanceOf(target, forecast, spread, count);
    return {
        actual,
        elapsedDays: count,
        remainingDays: remaining,
        runRate,
        forecast,
        low: forecast === null || reach === null ? null : Math.max(actual, forecast - reach),
        high: forecast === null || reach === null ? null : forecast + reach,
        reading: count === 0 ? runRate.reading : count < SMALL_SAMPLE ? 'small-sample' : 'sound',
        ...(target === undefined
            ? {}
            : {
                  attainment: ratioOf(actual, target),
                  ...(forecast === null ? {} : { forecastAttainment: ratioOf(forecast, target) }),
                  requiredRate: ratioOf(Math.max(0, target - actual), remaining),
                  chance: actual >= target ? 1 : chance!,
              }),
    };
}

/** Standard error of the remaining days' sum; null if a single day tells nothing of it. */
function spreadOf(elapsed: readonly number[], remaining: number): number | null {
    const count = elapsed.length;
    if (remaining === 0) return 0;
    if (count < 2) return null;
    const mean = elapsed.reduce((sum, amount) => sum + amount, 0) / count;
    const variance = elapsed.reduce((sum, amount) => sum + (amount - mean) ** 2, 0) / (count - 1);
    return Math.sqrt(variance * (remaining + (remaining * remaining) / count));
}

function chanceOf(target: number, forecast: number | null, spread: number | null, count: number): number | null {
    if (forecast === null || spread === null) return null;
    if (spread <= 1e-9 * forecast) return forecast >= target - 1e-9 * target ? 1 : 0;
    return studentCdf((forecast - target) / spread, count - 1);
}

function checkForecast(period: DateSpan, results: readonly DayResult[], asOf: string, options: ForecastOptions): void {
    const collector = new IssueCollector();
    const isSpan = checkStructure(strict(SPAN_KEYS), period, collector, ['period']) && checkSpan(period, collector, ['period']);
    const isDate = checkStructure(text(), asOf, collector, ['asOf']) && checkDate(asOf, collector, ['asOf']);
    if (isSpan && isDate && daysBetween(asOf, period.start) > 1)
        collector.add('outside-period', ['asOf'], 'is before the period', { received: asOf });
    const row = strict({ date: text(), amount: finite({ min: 0, max: 1e15 }) });
    if (checkStructure(list(row), results, collector, ['results'])) {
        results.forEach(({ date }, i) => {
            const path = ['results', i, 'date'];
            if (!checkDate(date, collector, path) || !isSpan || !isDate) return;
            if (date < period.start || date > period.end)
                collector.add('outside-period', path, 'is not in the period', { received: date });
            else if (date > asOf) collector.add('from-the-future', path, `is after ${asOf}`, { received: date });
        });
    }
    const keys = {
        target: optional(finite({ min: 0, max: 1e15 })),
        weekdays: optional(list(oneOf([...WEEKDAYS]))),
        level: optional(finite({ moreThan: 0, max: 0.9999 })),
    };
    checkStructure(strict(keys), options, collector, ['options']);
    collector.throwIfAny('forecastPeriod');
}
