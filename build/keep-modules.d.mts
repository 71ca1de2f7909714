import type { Plugin } from 'esbuild';

export function esbuildKeepModules(): Plugin;
