/** The parts of a scorecard that the README quotes. */
export interface QuotedScorecard {
    readonly reps: number;
    readonly weeks: number;
    readonly total: {
        readonly visitsPlanned: number;
        readonly visitsDue: number;
        readonly completion: number;
        readonly visitsPerDay: number;
        readonly windshieldShare: number;
    };
    readonly balance: { readonly workload: { readonly coefficientOfVariation: number } };
}

/** What the demo's scorecard says, as a sentence. */
export function demoFigures(scorecard: QuotedScorecard): string;

/** A text with the content of one of its blocks replaced. */
export function replaceBlock(text: string, name: string, content: string): string;

/** README as the results at hand make it. */
export function updateReadme(text: string): string;
