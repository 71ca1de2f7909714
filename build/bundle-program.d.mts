export function deleteBundles(): void;
export function bundleProgram(file: string, options?: { readonly sourceMap?: boolean }): Promise<string>;
