/**
 * esbuild's plugin that leaves imports between source files alone, so that each becomes a file of its own: a user who bundles the
 * package then takes the files that are needed, where a chunk is taken as a whole with all packages that it imports.
 *
 * @returns {import('esbuild').Plugin}
 */
export function esbuildKeepModules() {
    return {
        name: 'keep-modules',
        setup({ onResolve }) {
            onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ importer, path }) =>
                importer.includes('node_modules') ? undefined : { path, external: true },
            );
        },
    };
}
