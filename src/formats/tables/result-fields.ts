import type { Field } from './columns.js';

/** A field of a call that a column can hold. */
export type CallField = 'accountId' | 'repId' | 'date' | 'duration' | 'travelDuration';

/** A field of an order that a column can hold. */
export type OrderField = 'accountId' | 'date' | 'amount' | 'repId' | 'currency';

/** A field of a quota that a column can hold. */
export type QuotaField = 'repId' | 'amount';

const ACCOUNT: Field = {
    names: [
        'account id',
        'account',
        'account number',
        'account no',
        'customer id',
        'customer',
        'customer number',
        'customer no',
        'store id',
        'store',
        'store number',
    ],
    foreign: [
        'Kundennummer',
        'Kunde',
        'Kunden-Nr.',
        'numéro client',
        'client',
        'cliente',
        'id cliente',
        'klant',
        'klantnummer',
        'klient',
        'kund',
        'kunde',
    ],
    required: true,
};
const REP: Field = {
    names: [
        'rep id',
        'rep',
        'sales rep id',
        'sales rep',
        'owner id',
        'owner',
        'employee id',
        'user id',
        'salesperson',
        'visited by',
        'created by',
    ],
    foreign: [
        'Mitarbeiter',
        'Verkäufer',
        'Außendienst',
        'commercial',
        'vendeur',
        'vendedor',
        'venditore',
        'verkoper',
        'przedstawiciel',
        'säljare',
        'sælger',
    ],
};
const DATE: Field = {
    names: [
        'date',
        'day',
        'call date',
        'visit date',
        'order date',
        'invoice date',
        'check in',
        'check-in time',
        'start',
        'created',
        'closed date',
    ],
    foreign: [
        'Datum',
        'Besuchsdatum',
        'Auftragsdatum',
        'Rechnungsdatum',
        'date de visite',
        'date de commande',
        'fecha',
        'data',
        'dato',
    ],
    required: true,
};
const NUMBER = { accepts: (text: string) => /\d/.test(text), content: 'a number' } as const;

/** Fields of calls, orders and quotas with all names of their columns. */
export const RESULT_FIELDS: {
    readonly calls: Readonly<Record<CallField, Field>>;
    readonly orders: Readonly<Record<OrderField, Field>>;
    readonly quotas: Readonly<Record<QuotaField, Field>>;
} = {
    calls: {
        accountId: ACCOUNT,
        repId: { ...REP, required: true },
        date: DATE,
        travelDuration: {
            names: ['travel minutes', 'travel duration', 'travel time', 'drive minutes', 'drive time', 'driving time'],
            foreign: ['Fahrzeit', 'temps de trajet', 'tiempo de viaje', 'tempo di viaggio', 'reistijd'],
            ...NUMBER,
        },
        duration: {
            names: [
                'minutes',
                'duration',
                'call duration',
                'call minutes',
                'visit duration',
                'visit minutes',
                'time on site',
                'dwell',
            ],
            foreign: ['Dauer', 'Besuchsdauer', 'durée', 'duración', 'durata', 'duur'],
            ...NUMBER,
        },
    },
    orders: {
        accountId: ACCOUNT,
        date: DATE,
        amount: {
            names: [
                'amount',
                'net amount',
                'order amount',
                'order value',
                'value',
                'total',
                'net total',
                'sales',
                'revenue',
                'net',
            ],
            foreign: [
                'Betrag',
                'Nettobetrag',
                'Umsatz',
                'Auftragswert',
                'montant',
                'importe',
                'importo',
                'valor',
                'bedrag',
                'kwota',
                'belopp',
                'beløb',
            ],
            required: true,
        },
        repId: REP,
        currency: {
            names: ['currency', 'currency code', 'currency iso code'],
            foreign: ['Währung', 'devise', 'moneda', 'valuta', 'moeda', 'waluta'],
        },
    },
    quotas: {
        repId: { ...REP, required: true },
        amount: {
            names: ['quota', 'target', 'goal', 'amount'],
            foreign: ['Ziel', 'Quote', 'objectif', 'cuota', 'quota', 'doel', 'cel', 'mål'],
            required: true,
        },
    },
};
