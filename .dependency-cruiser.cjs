// The order of the rooms: each may import those before it, through their index.ts, and no other.
const ROOMS = [
    'core',
    'geo',
    'spatial',
    'travel',
    'cluster',
    'market',
    'routing',
    'territory',
    'planning',
    'performance',
    'formats',
    'report',
    'cli',
];

const oneWay = ROOMS.slice(0, -1).map((room, place) => ({
    name: `one-way-${room}`,
    comment: `${room} imports only rooms above it.`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: `^src/(?:${ROOMS.slice(place + 1).join('|')})/|^src/index\\.ts$` },
}));

// The order of the sub-rooms within a room: each may import those before it, and nothing lies beside them but the two doors.
const SUB_ROOMS = {
    territory: ['model', 'graph', 'workload', 'plan', 'shapes', 'audit', 'design', 'assign'],
    spatial: ['query', 'points', 'boxes', 'polygons', 'density'],
    travel: ['models', 'road', 'engines'],
    cluster: ['trees', 'points', 'kmeans', 'balanced', 'density', 'zoom', 'quality'],
    formats: ['tables', 'benchmarks', 'maps', 'calendars'],
    cli: ['terminal', 'statistics', 'files', 'commands'],
};

const oneWayInside = Object.entries(SUB_ROOMS).flatMap(([room, subRooms]) => [
    ...subRooms.slice(0, -1).map((subRoom, place) => ({
        name: `one-way-${room}-${subRoom}`,
        comment: `${room}/${subRoom} imports only sub-rooms before it.`,
        severity: 'error',
        from: { path: `^src/${room}/${subRoom}/` },
        to: { path: `^src/${room}/(?:${subRooms.slice(place + 1).join('|')}|index\\.ts$|internal\\.ts$)` },
    })),
    {
        name: `only-known-sub-rooms-${room}`,
        comment: `A file of ${room} lies in one of its sub-rooms.`,
        severity: 'error',
        from: { path: `^src/${room}/(?!(?:${subRooms.join('|')})/|(?:index|internal)\\.ts$)` },
        to: {},
    },
]);

module.exports = {
    forbidden: [
        ...oneWay,
        ...oneWayInside,
        {
            name: 'territory-not-to-routing',
            comment: 'territory and routing meet in planning only.',
            severity: 'error',
            from: { path: '^src/territory/' },
            to: { path: '^src/routing/' },
        },
        {
            name: 'only-known-rooms',
            comment: 'A new room gets its place in the order above.',
            severity: 'error',
            from: { path: `^src/(?!(?:${ROOMS.join('|')})/)[^/]+/` },
            to: {},
        },
        {
            name: 'rooms-by-their-index',
            comment: 'A room is imported through its index.ts, or through its internal.ts, which holds what users do not need.',
            severity: 'error',
            from: { path: '^src/([^/]+)/' },
            to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/(?:index|internal)\\.ts$'] },
        },
        {
            name: 'package-by-indexes',
            comment: 'src/index.ts re-exports faces of rooms; report and cli stay out of it, they are heavy.',
            severity: 'error',
            from: { path: '^src/index\\.ts$' },
            to: { path: '^src/', pathNot: '^src/(?!report/|cli/)[^/]+/index\\.ts$' },
        },
        {
            name: 'no-circles',
            comment: 'Imports form no circle.',
            severity: 'error',
            from: {},
            to: { circular: true },
        },
        {
            name: 'checker-stands-alone',
            comment: 'The checker of routes recomputes everything by itself: it shares types, their validation and the meaning of defaults with the solver, no more.',
            severity: 'error',
            from: { path: '^src/routing/check(?:\\.ts$|/)' },
            to: {
                path: '^src/',
                pathNot: ['^src/(?:core|geo|travel)/index\\.ts$', '^src/routing/(?:problem|solution|default-values|validate)\\.ts$', '^src/routing/check/'],
            },
        },
        {
            name: 'checker-takes-types-of-travel',
            comment: 'The checker finds travel times by itself.',
            severity: 'error',
            from: { path: '^src/routing/check(?:\\.ts$|/)' },
            to: { path: '^src/travel/', dependencyTypesNot: ['type-only'] },
        },
        {
            name: 'node-in-cli-only',
            comment: 'The library runs in browsers.',
            severity: 'error',
            from: { path: '^src/', pathNot: '^src/cli/' },
            to: { dependencyTypes: ['core'] },
        },
        {
            name: 'no-development-packages',
            comment: 'What dist imports is a dependency; only what the report carries inside itself is not.',
            severity: 'error',
            from: { path: '^src/', pathNot: '^src/report/' },
            to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
        },
        {
            name: 'resolvable',
            comment: 'Every import leads somewhere.',
            severity: 'error',
            from: {},
            to: { couldNotResolve: true },
        },
    ],
    options: {
        tsPreCompilationDeps: true,
        tsConfig: { fileName: 'tsconfig.json' },
        doNotFollow: { path: 'node_modules' },
        enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
    },
};
