import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a fake server is asked. */
export interface Asked {
    readonly method: string;
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: IncomingMessage['headers'];
    readonly body: Record<string, unknown>;
}

/** What it answers: JSON, or a text as it is. */
export interface Answer {
    readonly status?: number;
    readonly headers?: Record<string, string>;
    readonly json?: unknown;
    readonly text?: string;
    /** Milliseconds. */
    readonly delay?: number;
    /** Closes the connection instead. */
    readonly hangUp?: boolean;
}

/** A routing server on this machine that answers as the test says. */
export interface FakeServer {
    readonly url: string;
    readonly asked: Asked[];
    close(): Promise<void>;
}

export async function fakeServer(answer: (asked: Asked, count: number) => Answer | Promise<Answer>): Promise<FakeServer> {
    const asked: Asked[] = [];
    const server = createServer((request, response) => {
        void (async () => {
            let text = '';
            for await (const chunk of request) text += String(chunk);
            const url = new URL(request.url ?? '/', 'http://localhost');
            const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
            const question = {
                method: request.method ?? '',
                path: url.pathname,
                query: url.searchParams,
                headers: request.headers,
                body,
            };
            asked.push(question);
            const {
                status = 200,
                headers = {},
                json,
                text: plain,
                delay = 0,
                hangUp = false,
            } = await answer(question, asked.length);
            if (hangUp) return void request.socket.destroy();
            if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
            response.writeHead(status, headers).end(plain ?? JSON.stringify(json));
        })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        asked,
        close: () =>
            new Promise((resolve) => {
                server.closeAllConnections();
                server.close(() => resolve());
            }),
    };
}
