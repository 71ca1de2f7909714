/** The files that name a version. */
export interface ReleaseFiles {
    readonly manifest: Readonly<Record<string, unknown>>;
    readonly changelog: string;
    readonly citation: string;
}

/** What keeps a tag (`v1.2.3`) from being published, as sentences. */
export function findReleaseFaults(tag: string, files: ReleaseFiles): string[];
