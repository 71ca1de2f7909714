import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const ARGUMENTS = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

/** Where Chromium lies: `$CHROMIUM_PATH`, else Debian's place; undefined if there is none. */
export const CHROMIUM_PATH: string | undefined = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find(
    (path) => path !== undefined && existsSync(path),
);

/** A browser of its own for one test file. */
export class TestBrowser {
    private readonly context: BrowserContext;
    readonly folder: string;

    private constructor(context: BrowserContext, folder: string) {
        this.context = context;
        this.folder = folder;
    }

    static async start(): Promise<TestBrowser> {
        const folder = mkdtempSync(join(tmpdir(), 'beatplan-browser-'));
        const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
            executablePath: CHROMIUM_PATH,
            args: ARGUMENTS,
            viewport: { width: 1366, height: 768 },
        });
        return new TestBrowser(context, folder);
    }

    /** Opens a page and writes down everything that it must not do: errors, warnings, and requests beyond its own file. */
    async open(url: string): Promise<{ readonly page: Page; readonly complaints: string[] }> {
        const page = await this.context.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => {
            if (message.type() === 'error' || message.type() === 'warning')
                complaints.push(`${message.type()}: ${message.text()}`);
        });
        page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
        page.on('request', (request) => {
            if (!/^(?:data|blob):/.test(request.url()) && request.url() !== url.split('#')[0])
                complaints.push(`request: ${request.url()}`);
        });
        await page.goto(url);
        return { page, complaints };
    }

    async stop(): Promise<void> {
        await this.context.close();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
