// Holds a tag against the files that name the version: node build/check-release.mjs v1.2.3.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * What keeps a tag from being published.
 *
 * @param {string} tag `v1.2.3`
 * @param {{ manifest: Record<string, unknown>, changelog: string, citation: string }} files
 * @returns {string[]} sentences
 */
export function findReleaseFaults(tag, { manifest, changelog, citation }) {
    const { version, repository } = manifest;
    const cited = /^version: (.+)$/m.exec(citation)?.[1];
    return [
        ...(tag === `v${version}` ? [] : [`The tag is ${tag}, package.json has version ${version}.`]),
        ...(changelog.includes(`\n## [${version}]`) ? [] : [`CHANGELOG.md has no section [${version}].`]),
        ...(cited === version ? [] : [`CITATION.cff has version ${cited}, package.json ${version}.`]),
        ...(repository === undefined ? ['package.json has no repository, which provenance is checked against.'] : []),
    ];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
    const read = (/** @type {string} */ path) => readFileSync(path, 'utf8');
    const faults = findReleaseFaults(process.argv[2] ?? '', {
        manifest: JSON.parse(read('package.json')),
        changelog: read('CHANGELOG.md'),
        citation: read('CITATION.cff'),
    });
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    process.exitCode = faults.length === 0 ? 0 : 1;
}
