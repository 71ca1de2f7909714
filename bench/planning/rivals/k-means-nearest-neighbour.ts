import { answerAssignment } from '../plain/answer-assignment.js';
import { Field } from '../plain/field.js';
import type { Answer, AnswerDay, Market } from '../plain/market.js';
import { type DueWeeks, spreadOverWeeks } from './due-weeks.js';

const ROUNDS = 25;

// Territories by Lloyd's k-means from the reps' homes, then every day by nearest neighbour until the shift is over: what a spreadsheet
// and an afternoon give.
answerAssignment(({ market }): Omit<Answer, 'cpuSeconds'> => {
    const field = new Field(market);
    const owner = clusterAround(market);
    const due = spreadOverWeeks(market);
    const days = market.reps.flatMap((_, rep) => fillDays(field, rep, owner, due));
    return {
        owners: Object.fromEntries(market.accounts.map(({ id }, i) => [id, market.reps[owner[i]].id])),
        due: Object.fromEntries(market.accounts.map(({ id }, i) => [id, due[i].length])),
        days,
    };
});

function clusterAround({ accounts, reps }: Market): Int32Array {
    const wide = Math.cos((accounts.reduce((sum, { position }) => sum + position[1], 0) / accounts.length / 180) * Math.PI);
    const middles = reps.map(({ home }) => [home[0] * wide, home[1]]);
    const points = accounts.map(({ position }) => [position[0] * wide, position[1]]);
    const nearest = new Int32Array(points.length);
    for (let round = 0; round < ROUNDS; round++) {
        points.forEach(([x, y], i) => {
            let least = Number.POSITIVE_INFINITY;
            middles.forEach(([mx, my], m) => {
                const away = (mx - x) ** 2 + (my - y) ** 2;
                if (away >= least) return;
                least = away;
                nearest[i] = m;
            });
        });
        middles.forEach((middle, m) => {
            const own = points.filter((_, i) => nearest[i] === m);
            if (own.length === 0) return;
            middle[0] = own.reduce((sum, [x]) => sum + x, 0) / own.length;
            middle[1] = own.reduce((sum, [, y]) => sum + y, 0) / own.length;
        });
    }
    return nearest;
}

/** Week after week, day after day: on to the nearest account that is due and can still be visited. */
function fillDays(field: Field, rep: number, owner: Int32Array, due: readonly DueWeeks[]): AnswerDay[] {
    const { accounts, reps, weeks } = field.market;
    const own = accounts.map((_, i) => i).filter((i) => owner[i] === rep && due[i].length > 0);
    const done = new Map<number, number>(own.map((i) => [i, 0]));
    const days: AnswerDay[] = [];
    for (let week = 0; week < weeks; week++) {
        const open = new Set(own.filter((i) => done.get(i)! < due[i].length && due[i][done.get(i)!] <= week));
        for (const day of field.days[rep].filter((other) => other.week === week)) {
            const stops: number[] = [];
            for (;;) {
                const from = stops.at(-1) ?? -1;
                const next = [...open]
                    .map((i) => ({ i, away: field.drive(rep, from, i) }))
                    .sort((a, b) => a.away - b.away)
                    .find(({ i }) => field.time(rep, day, [...stops, i]) !== undefined);
                if (next === undefined) break;
                stops.push(next.i);
                open.delete(next.i);
                done.set(next.i, done.get(next.i)! + 1);
            }
            if (stops.length > 0)
                days.push({ repId: reps[rep].id, date: day.date, accountIds: stops.map((i) => accounts[i].id) });
        }
    }
    return days;
}
