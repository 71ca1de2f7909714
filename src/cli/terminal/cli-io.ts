/** Where the command writes, and how it is told to stop. */
export interface CliIo {
    readonly stdout: NodeJS.WritableStream;
    /** Progress bars are drawn only where `isTTY` is true. */
    readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
    /** Aborted by Ctrl-C: searches end and what they have is written. */
    readonly signal: AbortSignal;
}

/** What a command leaves: one text for a person, one document for a machine; `runCli` prints either. */
export interface CommandResult {
    readonly exitCode: number;
    readonly text: string;
    /** For a person, on stderr: what `text` has no place for. */
    readonly warning?: string;
    readonly document: Readonly<Record<string, unknown>>;
}

/** Takes what a command leaves. */
export type Finish = (result: CommandResult) => void;

/** Exit codes of the command. */
export const EXIT = {
    done: 0,
    /** The answer breaks a rule, or there is none. */
    infeasible: 1,
    badInput: 2,
    /** A fault of beatplan itself. */
    internal: 3,
    /** Stopped before there was anything to write; as shells count Ctrl-C. */
    cancelled: 130,
} as const;
