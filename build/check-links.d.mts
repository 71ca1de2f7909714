/** What {@link checkLinks} found. */
export interface CheckedLinks {
    readonly pages: number;
    readonly links: number;
    /** `page: link`, in order of the pages. */
    readonly broken: readonly string[];
}

/** Links of all pages of a folder that lead nowhere; `base` is the path that the site is served under, default `/`. */
export function checkLinks(folder: string, base?: string): CheckedLinks;
