// Weeks in what people count calls by. A month is one cycle of four weeks, as in the field's own calendars; a year has 52 weeks.
const DAY: number = 1 / 7;
const WEEK: number = 1;
const FORTNIGHT: number = 2;
/** Weeks of a month. */
export const MONTH: number = 4;
/** Weeks of a quarter: three months and more are as long as in the calendar. */
export const QUARTER: number = 13;
const HALF_YEAR: number = 26;
const YEAR: number = 52;

/** Words of call frequencies in one language: without capitals and accents, with `ss` for `ß`. */
export interface FrequencyLanguage {
    /** Weeks of units of time in the singular, and of those that are called alike in the plural. */
    readonly units: Readonly<Record<string, number>>;
    /** Units in the plural: alone behind a number, they are an interval. */
    readonly plurals: Readonly<Record<string, number>>;
    /** Weeks between calls: `weekly`. */
    readonly rhythms: Readonly<Record<string, number>>;
    /** Rhythms that are an interval behind a number: `14-tägig`. */
    readonly spans: Readonly<Record<string, number>>;
    /** `twice`, and numbers as words. */
    readonly times: Readonly<Record<string, number>>;
    readonly numbers: Readonly<Record<string, number>>;
    /** What follows a number of calls: `2 times`, `2 visits`. */
    readonly calls: readonly string[];
    readonly per: readonly string[];
    readonly every: readonly string[];
    readonly never: readonly string[];
    /** Words of column names. */
    readonly frequency: readonly string[];
    readonly interval: readonly string[];
    /** Words that say nothing. */
    readonly fillers: readonly string[];
}

/** By language; a further one is added here and read everywhere. */
export const FREQUENCY_LANGUAGES: Readonly<Record<string, FrequencyLanguage>> = {
    English: {
        units: {
            day: DAY,
            week: WEEK,
            wk: WEEK,
            w: WEEK,
            fortnight: FORTNIGHT,
            month: MONTH,
            mo: MONTH,
            mth: MONTH,
            quarter: QUARTER,
            qtr: QUARTER,
            year: YEAR,
            yr: YEAR,
            y: YEAR,
            annum: YEAR,
        },
        plurals: {
            days: DAY,
            weeks: WEEK,
            wks: WEEK,
            fortnights: FORTNIGHT,
            months: MONTH,
            quarters: QUARTER,
            years: YEAR,
            yrs: YEAR,
        },
        rhythms: {
            weekly: WEEK,
            fortnightly: FORTNIGHT,
            semiweekly: WEEK / 2,
            semimonthly: MONTH / 2,
            monthly: MONTH,
            quarterly: QUARTER,
            semiannual: HALF_YEAR,
            semiannually: HALF_YEAR,
            annual: YEAR,
            annually: YEAR,
            yearly: YEAR,
            biennial: 2 * YEAR,
            biennially: 2 * YEAR,
        },
        spans: {},
        times: { once: 1, twice: 2, thrice: 3 },
        numbers: {
            ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, eight: 8, ten: 10, twelve: 12, thirteen: 13 },
            ...{ other: 2, second: 2, third: 3, fourth: 4, sixth: 6, eighth: 8 },
        },
        calls: ['x', 'time', 'times', 'visit', 'visits', 'call', 'calls', 'meeting', 'meetings'],
        per: ['per', 'a', 'an', 'in', '/'],
        every: ['every', 'each'],
        never: ['never'],
        frequency: ['frequency', 'freq', 'cadence', 'visitfrequency', 'callfrequency'],
        interval: ['interval', 'cycle', 'rhythm', 'between'],
        fillers: ['no', 'number', 'of', 'the', 'planned', 'target', 'required', 'nd', 'rd', 'th'],
    },
    German: {
        units: { tag: DAY, woche: WEEK, wo: WEEK, monat: MONTH, quartal: QUARTER, halbjahr: HALF_YEAR, jahr: YEAR },
        plurals: {
            tage: DAY,
            tagen: DAY,
            wochen: WEEK,
            monate: MONTH,
            monaten: MONTH,
            quartale: QUARTER,
            jahre: YEAR,
            jahren: YEAR,
        },
        rhythms: {
            wochentlich: WEEK,
            monatlich: MONTH,
            halbmonatlich: MONTH / 2,
            quartalsweise: QUARTER,
            vierteljahrlich: QUARTER,
            halbjahrlich: HALF_YEAR,
            jahrlich: YEAR,
            zweiwochentlich: 2 * WEEK,
            dreiwochentlich: 3 * WEEK,
            vierwochentlich: 4 * WEEK,
            sechswochentlich: 6 * WEEK,
            achtwochentlich: 8 * WEEK,
            zweiwochig: 2 * WEEK,
            dreiwochig: 3 * WEEK,
            vierwochig: 4 * WEEK,
            vierzehntagig: FORTNIGHT,
            vierzehntaglich: FORTNIGHT,
            zweimonatlich: 2 * MONTH,
            dreimonatlich: QUARTER,
        },
        spans: { tagig: DAY, taglich: DAY, wochig: WEEK, wochentlich: WEEK, monatig: MONTH, monatlich: MONTH },
        times: { einmal: 1, zweimal: 2, dreimal: 3, viermal: 4, funfmal: 5, sechsmal: 6, achtmal: 8, zehnmal: 10, zwolfmal: 12 },
        numbers: {
            ...{ eine: 1, ein: 1, zwei: 2, drei: 3, vier: 4, funf: 5, sechs: 6, acht: 8, zehn: 10, zwolf: 12, vierzehn: 14 },
            ...{ zweite: 2, zweiten: 2, dritte: 3, dritten: 3, vierte: 4, vierten: 4, sechste: 6, achte: 8 },
        },
        calls: ['mal', 'besuch', 'besuche', 'termin', 'termine'],
        per: ['pro', 'je', 'im', 'der'],
        every: ['alle', 'jede', 'jeden', 'jedes'],
        never: ['nie', 'niemals'],
        frequency: ['besuchsfrequenz', 'frequenz', 'besuchshaufigkeit', 'haufigkeit'],
        interval: [
            'intervall',
            'besuchsintervall',
            'rhythmus',
            'besuchsrhythmus',
            'turnus',
            'besuchsturnus',
            'zyklus',
            'zwischen',
        ],
        fillers: ['anzahl', 'soll', 'geplante', 'den', 'die', 'besuchen'],
    },
    French: {
        units: { jour: DAY, semaine: WEEK, mois: MONTH, trimestre: QUARTER, semestre: HALF_YEAR, an: YEAR, annee: YEAR },
        plurals: { jours: DAY, semaines: WEEK, trimestres: QUARTER, semestres: HALF_YEAR, ans: YEAR, annees: YEAR },
        rhythms: {
            hebdomadaire: WEEK,
            bihebdomadaire: WEEK / 2,
            mensuel: MONTH,
            mensuelle: MONTH,
            mensuellement: MONTH,
            bimensuel: MONTH / 2,
            bimensuelle: MONTH / 2,
            bimestriel: 2 * MONTH,
            bimestrielle: 2 * MONTH,
            trimestriel: QUARTER,
            trimestrielle: QUARTER,
            semestriel: HALF_YEAR,
            semestrielle: HALF_YEAR,
            annuel: YEAR,
            annuelle: YEAR,
        },
        spans: {},
        times: {},
        numbers: { un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, huit: 8, dix: 10, douze: 12, quinze: 15 },
        calls: ['fois', 'visite', 'visites'],
        per: ['par', 'l'],
        every: ['toutes', 'tous', 'chaque', 'toute', 'tout'],
        never: ['jamais'],
        frequency: ['frequence'],
        interval: ['intervalle', 'rythme', 'entre'],
        fillers: ['nombre', 'nb', 'les', 'le', 'la', 'prevues'],
    },
    Spanish: {
        units: { dia: DAY, semana: WEEK, quincena: MONTH / 2, mes: MONTH, trimestre: QUARTER, semestre: HALF_YEAR, ano: YEAR },
        plurals: {
            dias: DAY,
            semanas: WEEK,
            quincenas: MONTH / 2,
            meses: MONTH,
            trimestres: QUARTER,
            semestres: HALF_YEAR,
            anos: YEAR,
        },
        rhythms: {
            semanal: WEEK,
            semanalmente: WEEK,
            quincenal: MONTH / 2,
            mensual: MONTH,
            mensualmente: MONTH,
            bimestral: 2 * MONTH,
            trimestral: QUARTER,
            semestral: HALF_YEAR,
            anual: YEAR,
        },
        spans: {},
        times: {},
        numbers: { una: 1, uno: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, ocho: 8, diez: 10, doce: 12, quince: 15 },
        calls: ['vez', 'veces', 'visita', 'visitas'],
        per: ['por', 'al', 'a'],
        every: ['cada', 'todas', 'todos'],
        never: ['nunca'],
        frequency: ['frecuencia'],
        interval: ['intervalo', 'ciclo'],
        fillers: ['numero', 'num', 'la', 'las', 'los'],
    },
    Italian: {
        units: { giorno: DAY, settimana: WEEK, mese: MONTH, trimestre: QUARTER, semestre: HALF_YEAR, anno: YEAR },
        plurals: { giorni: DAY, settimane: WEEK, mesi: MONTH, trimestri: QUARTER, semestri: HALF_YEAR, anni: YEAR },
        rhythms: {
            settimanale: WEEK,
            quindicinale: FORTNIGHT,
            mensile: MONTH,
            bimestrale: 2 * MONTH,
            trimestrale: QUARTER,
            semestrale: HALF_YEAR,
            annuale: YEAR,
        },
        spans: {},
        times: {},
        numbers: { due: 2, tre: 3, quattro: 4, cinque: 5, sei: 6, otto: 8, dieci: 10, dodici: 12 },
        calls: ['volta', 'volte'],
        per: ['alla', 'all'],
        every: ['ogni'],
        never: [],
        frequency: ['frequenza'],
        interval: ['intervallo'],
        fillers: ['numero', 'di'],
    },
    Portuguese: {
        units: { dia: DAY, semana: WEEK, mes: MONTH, trimestre: QUARTER, semestre: HALF_YEAR, ano: YEAR },
        plurals: { dias: DAY, semanas: WEEK, meses: MONTH, trimestres: QUARTER, semestres: HALF_YEAR, anos: YEAR },
        rhythms: { quinzenal: FORTNIGHT, mensal: MONTH, anual: YEAR },
        spans: {},
        times: {},
        numbers: { uma: 1, duas: 2, dois: 2, quatro: 4, seis: 6, oito: 8, dez: 10, doze: 12 },
        calls: ['vezes'],
        per: ['ao'],
        every: [],
        never: [],
        frequency: ['frequencia'],
        interval: ['ciclo'],
        fillers: ['de', 'do', 'da'],
    },
    Dutch: {
        units: { dag: DAY, week: WEEK, maand: MONTH, kwartaal: QUARTER, jaar: YEAR },
        plurals: { dagen: DAY, weken: WEEK, maanden: MONTH },
        rhythms: { wekelijks: WEEK, tweewekelijks: FORTNIGHT, maandelijks: MONTH, jaarlijks: YEAR },
        spans: { wekelijks: WEEK, maandelijks: MONTH },
        times: { eenmaal: 1, tweemaal: 2 },
        numbers: { een: 1, twee: 2, drie: 3, vijf: 5, zes: 6, acht: 8, tien: 10, twaalf: 12 },
        calls: ['keer', 'maal', 'bezoek', 'bezoeken'],
        per: [],
        every: ['elke', 'iedere', 'om'],
        never: ['nooit'],
        frequency: ['bezoekfrequentie', 'frequentie'],
        interval: ['interval', 'bezoekinterval'],
        fillers: ['aantal'],
    },
};

/** Words that some use for twice a time and some for every second one. */
export const TWO_WAY_RHYTHMS: Readonly<Record<string, readonly [twice: string, everySecond: string]>> = {
    biweekly: ['2x/week', 'every 2 weeks'],
    bimonthly: ['2x/month', 'every 2 months'],
    biannual: ['2x/year', 'every 2 years'],
    biannually: ['2x/year', 'every 2 years'],
    biyearly: ['2x/year', 'every 2 years'],
};
