import type { DefaultTheme } from 'vitepress';

const page = (text: string, name: string): DefaultTheme.SidebarItem => ({ text, link: `/docs/${name}` });

/** The pages of the site in reading order. */
export const sidebar: DefaultTheme.SidebarItem[] = [
    {
        text: 'Start',
        items: [
            page('With a spreadsheet', 'start/spreadsheet'),
            page('As a developer', 'start/developer'),
            page('As a researcher', 'start/researcher'),
            page('From Salesforce or HubSpot', 'start/from-a-crm'),
            page('Concepts', 'concepts'),
            page('Reading the report', 'report'),
        ],
    },
    {
        text: 'Recipes',
        items: [
            page('A day', 'recipes/a-day'),
            page('A week', 'recipes/a-week'),
            page('Territories', 'recipes/territories'),
            page('A rep leaves', 'recipes/a-rep-leaves'),
            page('Leads', 'recipes/leads'),
            page('Clusters on a map', 'recipes/clusters-on-a-map'),
        ],
    },
    {
        text: 'Guides',
        items: [
            page('Every room in a few lines', 'rooms'),
            page('Market analysis', 'market'),
            page('Territories', 'territories'),
            page('Territories in use', 'territories-in-use'),
            page('Performance', 'performance'),
            page('Roads', 'roads'),
            page('Spatial indexes', 'spatial'),
            page('Clustering', 'clustering'),
            page('Benchmark instances', 'benchmarks'),
            page('Comparison', 'comparison'),
        ],
    },
    {
        text: 'Lookup',
        items: [
            page('CSV columns', 'csv-columns'),
            page('Configuration', 'configuration'),
            page('Units and conventions', 'units-and-conventions'),
            page('Glossary', 'glossary'),
            page('Errors and reasons', 'errors'),
            page('Reliability', 'reliability'),
            { text: 'Reference of every call', link: '/api/index.html', target: '_self' },
            { text: 'Changelog', link: '/CHANGELOG' },
        ],
    },
    {
        text: 'Inside',
        items: [
            page('Life of a plan', 'life-of-a-plan'),
            page('Life of a solve', 'life-of-a-solve'),
            page('Routing experiments', 'routing-experiments'),
            page('Add a constraint', 'add-a-constraint'),
            { text: 'Results', link: '/bench/results/README' },
            { text: 'Example data', link: '/examples/data/README' },
            { text: 'Contributing', link: '/CONTRIBUTING' },
            { text: 'Security', link: '/SECURITY' },
        ],
    },
];
