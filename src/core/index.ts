export { assertArguments, assertCollector } from './assert-arguments.js';
export { BeatplanError, formatIssues } from './error.js';
export { ERROR_CODES, type ErrorCode } from './error-codes.js';
export { groupIssues, type IssueGroup, listIssues } from './group-issues.js';
export { formatPath, type Issue, type IssuePath, showValue } from './issue.js';
export { IssueCollector, type IssueDetails } from './issue-collector.js';
export { jsonReady } from './json-ready.js';
export { coordinates, LARGEST_AMOUNT, list, numberList, numbers, pair } from './list-schema.js';
export { nearestWord } from './nearest-word.js';
export { type CellStatus, type MarkMeanings, MEANINGS, type NumberColumn, readNumberColumn } from './number-column.js';
export { currencyOf, type DecimalMark, isEmptyNumber, isSameCurrency, type NumberText, readNumberText } from './number-text.js';
export { stepsWithOwnIssues, withOwnIssues } from './own-issues.js';
export { Random } from './random.js';
export { controlEntries, type RunControl } from './run-control.js';
export {
    abortSignal,
    anything,
    callback,
    checkStructure,
    conformsTo,
    finite,
    flag,
    isReservedKey,
    loose,
    type NumberBounds,
    oneOf,
    optional,
    record,
    type Schema,
    satisfying,
    strict,
    text,
    variant,
} from './schema.js';
export {
    mapProgress,
    nextTurn,
    runSteps,
    runStepsAsync,
    type StepControl,
    type Steps,
    UNITS_A_STEP,
    WorkMeter,
    withoutProgress,
} from './steps.js';
export {
    clockSeconds,
    RENAMED_LIMITS,
    type StopCriteria,
    type StopLimits,
    StopWatch,
    stopCriteria,
    stopLimits,
    throwIfAborted,
} from './stop.js';
