// A year of calls and orders for a market, drawn by a seed, with faults planted in it that a review should find.

const DAY = 86_400_000;
const HOUR = 3600;
const COST_PER_HOUR = 5000;
const MARGIN = 0.3;
/** Sales of a year in cents of each unit of potential, before what calls must earn. */
const SALES_PER_POTENTIAL = 40;
const WEEKS_OFF = 4;

/**
 * Draws a year.
 *
 * Calls come at the interval of each account, give or take, on weekdays; some are missed, and reps have weeks off. Orders come at random,
 * with amounts and rates that differ by account; every account is expected to earn at least twice what its calls cost. Reps differ by a
 * few per cent in what they sell, and territories in what they hold. What is planted is far beyond that.
 *
 * @param {import('./generate-year.d.mts').YearMarket} market
 * @param {import('./generate-year.d.mts').YearOptions} options
 * @returns {import('./generate-year.d.mts').GeneratedYear}
 */
export function generateYear({ accounts, reps }, { seed, start, days = 364, plant = [] }) {
    const random = drawer(seed);
    const first = Date.parse(`${start}T00:00:00Z`) / DAY;
    const dateOf = (day) => new Date((first + day) * DAY).toISOString().slice(0, 10);
    const isWorkday = (day) => (((first + day + 3) % 7) + 7) % 7 < 5;
    const dates = Array.from({ length: days }, (_, day) => dateOf(day));

    // Drawn for all before anything is planted, so that a year with and without faults is the same year.
    const selling = new Map(reps.map(({ id }) => [id, Math.exp(0.04 * random.normal())]));
    const pace = new Map(reps.map(({ id }) => [id, Math.exp(0.02 * random.normal())]));
    const weeksOff = new Map(
        reps.map(({ id }) => [id, new Set(Array.from({ length: WEEKS_OFF }, () => random.below(Math.ceil(days / 7))))]),
    );
    const season = Array.from({ length: 12 }, () => Math.exp(0.12 * random.normal()));
    const truths = plantTruths({ accounts, reps }, plant, random);
    const repsOf = (wanted) => new Set(truths.flatMap(({ kind, repId }) => (kind === wanted ? [repId] : [])));
    const weak = repsOf('weak-territory');
    const overworked = repsOf('overworked-rep');
    const lazy = repsOf('missed-calls');
    const lost = repsOf('excess-driving');
    const falling = repsOf('falling-sales');
    const costly = new Set(truths.flatMap(({ accountId }) => accountId ?? []));
    const travelOf = new Map(reps.map(({ id, travelPerCall = 1200 }) => [id, travelPerCall]));

    const calls = [];
    const orders = [];
    for (const { id, repId, potential = 0, callFrequency = 0, callDuration = 1800 } of accounts) {
        if (repId === undefined) continue;
        const isCostly = costly.has(id);
        const frequency = (isCostly ? Math.max(4, callFrequency) : callFrequency) * (overworked.has(repId) ? 1.5 : 1);
        const expectedCalls = (frequency * days) / 28;
        if (frequency > 0) {
            const interval = 28 / frequency;
            for (let due = random.uniform() * interval; due < days; due += interval) {
                let day = Math.round(due + 0.1 * interval * random.normal());
                while (day < days && !isWorkday(day)) day++;
                const isMissed =
                    random.uniform() < (weeksOff.get(repId).has(Math.floor(day / 7)) ? 0.8 : lazy.has(repId) ? 0.3 : 0.05);
                const duration = callDuration * Math.exp(0.2 * random.normal()) * pace.get(repId);
                const detour = lost.has(repId) ? 1.4 : 1;
                const travelDuration = detour * travelOf.get(repId) * Math.exp(0.35 * random.normal() - 0.06) * pace.get(repId);
                if (day < 0 || day >= days || isMissed) continue;
                calls.push({
                    accountId: id,
                    repId,
                    date: dates[day],
                    duration: Math.round(duration),
                    travelDuration: Math.round(travelDuration),
                });
            }
        }
        const cost = (expectedCalls * (callDuration + travelOf.get(repId)) * 1.1 * COST_PER_HOUR) / HOUR;
        const taste = Math.exp(0.25 * random.normal() - 0.03);
        const willing = Math.max(
            SALES_PER_POTENTIAL * potential * (days / 364) * taste * selling.get(repId),
            (2 * cost) / MARGIN,
        );
        const sales = isCostly ? (0.15 * cost) / MARGIN : willing * (weak.has(repId) ? 0.6 : 1);
        const count = isCostly ? 16 : 12 + random.below(30);
        if (!(sales > 0)) continue;
        // A Poisson process: waiting times are exponential; seasons thin it out.
        const highest = Math.max(...season);
        const rate = (count / days) * (highest / mean(season));
        for (let time = random.exponential() / rate; time < days; time += random.exponential() / rate) {
            const day = Math.floor(time);
            if (random.uniform() * highest > season[Math.floor((day * 12) / days)]) continue;
            if (falling.has(repId) && random.uniform() < (0.8 * day) / days) continue;
            const amount = Math.max(1, Math.round((sales / count) * Math.exp(0.4 * random.normal() - 0.08)));
            orders.push({ accountId: id, date: dates[day], amount });
        }
    }
    const byDate = (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0);
    return { period: { start, end: dates[days - 1] }, calls: calls.sort(byDate), orders: orders.sort(byDate), truths };
}

function plantTruths({ accounts, reps }, plant, random) {
    const free = reps.map(({ id }) => id);
    const take = () => free.splice(random.below(free.length), 1)[0];
    return plant.map((kind) => {
        if (kind !== 'costly-account') return { kind, repId: take() };
        const visited = accounts.filter(({ repId, callFrequency = 0 }) => repId !== undefined && callFrequency > 0);
        return { kind, accountId: visited[random.below(visited.length)].id };
    });
}

function mean(values) {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Random numbers of a seed: Mulberry32, the same everywhere. */
function drawer(seed) {
    let state = seed >>> 0;
    const uniform = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let bits = Math.imul(state ^ (state >>> 15), state | 1);
        bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
        return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
    };
    return {
        uniform,
        below: (count) => Math.floor(uniform() * count),
        normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
        exponential: () => -Math.log(1 - uniform()),
    };
}
