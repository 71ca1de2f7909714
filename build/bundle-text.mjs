import { dirname, resolve } from 'node:path';
import { build } from 'esbuild';

const SUFFIX = '?bundle';

// The null character, and a colon for the question mark, keep vite's own plugins from taking the id for a script or style sheet.
const VITE_PREFIX = '\0bundle-text:';

/**
 * Bundles a script or style sheet for the browser and gives its text: an IIFE for scripts, CSS for style sheets. Images that a
 * style sheet names become data URLs, so that the text stands alone.
 *
 * @param {string} entry absolute path
 * @returns {Promise<{ text: string, inputs: string[] }>} the text and the absolute paths of the files that it was made of
 */
async function bundleText(entry) {
    const result = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        metafile: true,
        minify: true,
        format: 'iife',
        platform: 'browser',
        target: 'es2020',
        legalComments: 'inline',
        charset: 'utf8',
        loader: { '.png': 'dataurl', '.svg': 'dataurl', '.gif': 'dataurl' },
        outdir: 'out',
    });
    // A script that imports a style sheet would give two files, and only one can be the text.
    if (result.outputFiles.length !== 1) throw new Error(`${entry}: a bundle must be either one script or one style sheet`);
    return { text: result.outputFiles[0].text, inputs: Object.keys(result.metafile.inputs).map((input) => resolve(input)) };
}

/**
 * esbuild's plugin for imports that end in `?bundle`.
 *
 * @returns {import('esbuild').Plugin}
 */
export function esbuildBundleText() {
    return {
        name: 'bundle-text',
        setup({ onResolve, onLoad }) {
            // The suffix stays, so that other plugins' filters such as /\.css$/ do not match.
            onResolve({ filter: /\?bundle$/ }, ({ path, resolveDir }) => ({
                path: resolve(resolveDir, path),
                namespace: 'bundle-text',
            }));
            onLoad({ filter: /.*/, namespace: 'bundle-text' }, async ({ path }) => {
                const { text, inputs } = await bundleText(path.slice(0, -SUFFIX.length));
                return { contents: text, loader: 'text', watchFiles: inputs };
            });
        },
    };
}

/**
 * The same for vite, and so for vitest.
 *
 * @returns {import("vitest/config").Plugin}
 */
export function viteBundleText() {
    return {
        name: 'bundle-text',
        enforce: 'pre',
        resolveId(source, importer) {
            if (source.endsWith(SUFFIX) && importer) return VITE_PREFIX + resolve(dirname(importer), source).replace('?', ':');
        },
        async load(id) {
            if (!id.startsWith(VITE_PREFIX)) return undefined;
            const { text, inputs } = await bundleText(id.slice(VITE_PREFIX.length, -SUFFIX.length));
            for (const input of inputs) this.addWatchFile(input);
            return `export default ${JSON.stringify(text)};`;
        },
    };
}
