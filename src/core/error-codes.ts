/**
 * Every code that an {@link Issue} or an unserved reason can carry, with what it means. `docs/errors.md` lists them all;
 * a test holds the two together.
 */
export const ERROR_CODES = {
    // Structure: wrong shape of a value, whatever the room.
    'invalid-type': 'A value has the wrong type.',
    'missing-key': 'A required key is missing.',
    'unknown-key': 'A key is not known; it may be misspelt.',
    'not-finite': 'A number is NaN or infinite.',
    'out-of-range': 'A number lies outside of its allowed range.',
    'not-an-integer': 'A whole number is needed.',
    'duplicate-id': 'Two items of one list share an id.',
    'unknown-id': 'An id refers to nothing that was given.',
    'not-supported': 'What is asked for is known, but cannot be done.',
    'empty-input': 'Nothing was given where at least one item is needed.',
    'unknown-option': 'An option has a value that is not one of the known ones.',
    // Positions and shapes.
    'invalid-latitude': 'A latitude lies outside of -90 to 90 degrees.',
    'invalid-longitude': 'A longitude lies outside of -180 to 180 degrees.',
    'swapped-coordinates': 'Latitude and longitude look exchanged.',
    'mirrored-coordinates': 'A longitude or latitude has the wrong sign.',
    'missing-position': 'A position is missing.',
    'null-island': 'A position is exactly (0, 0), which is what failed geocoding writes.',
    'far-outlier': 'A position lies far away from nearly all others.',
    'shared-position': 'Several accounts stand at exactly the same position.',
    'likely-duplicate': 'Accounts with one name stand next to each other, and may be one.',
    'invalid-polygon': 'A polygon has too few points or no area.',
    // Times.
    'inverted-window': 'A time window closes before it opens.',
    'overlapping-windows': 'Two time windows of one item overlap.',
    'invalid-hours': 'Opening or working hours cannot be read.',
    'invalid-date': 'A date is not of the form YYYY-MM-DD or does not exist.',
    'no-shift': 'A rep has no working hours in the whole period.',
    // Travel.
    'matrix-size': 'A matrix does not have locations x locations entries.',
    'negative-travel': 'A travel time or distance is negative.',
    'unknown-profile': 'A vehicle names a travel profile that was not given.',
    // Routing.
    'dimension-mismatch': 'Capacity, delivery or pickup lists differ in length.',
    'duplicate-visit': 'A visit is served more than once.',
    'capacity-exceeded': 'The load of a vehicle exceeds its capacity.',
    'window-missed': 'A visit starts outside of its time windows.',
    'shift-exceeded': 'A route starts or ends outside of the shift.',
    'max-visits-exceeded': 'A route has more visits than allowed.',
    'max-distance-exceeded': 'A route is longer than allowed.',
    'max-duration-exceeded': 'A route lasts longer than allowed.',
    'max-travel-duration-exceeded': 'A route drives for longer than allowed.',
    'skill-missing': 'A vehicle or rep lacks a skill that a visit needs.',
    'vehicle-not-allowed': 'A visit excludes this vehicle.',
    'vehicle-used-twice': 'A vehicle has more routes than it may drive.',
    'required-unserved': 'A required visit is not served.',
    'pattern-broken': 'Some visits of a group are served, but they are none of its patterns.',
    'several-groups': 'A visit stands in more than one group.',
    unreachable: 'No travel time is known between two places.',
    'not-worthwhile': 'Serving the visit would cost more than its prize.',
    'no-room': 'The visit fits the vehicle alone, but not beside the more valuable visits of its route.',
    'left-out': 'A vehicle has room for the visit, but the given routes leave it out.',
    'not-examined': 'The search ended before the visit was tried in every place.',
    'time-limit': 'The time to solve was up before the visit found a place.',
    // Territory.
    'too-many-territories': 'There are more territories than units.',
    'tolerance-not-met': 'The balance tolerance could not be met.',
    'limit-not-met': 'A territory has less or more than its limits allow.',
    'forbidden-together': 'A unit lies where it was forbidden, or with one that it was to be kept apart from.',
    'contradictory-options': 'Two options demand what cannot both be.',
    'not-contiguous': 'A territory falls apart into several parts.',
    'outside-areas': 'A place lies in none of the areas.',
    // Planning.
    'no-working-day': 'No working day of the rep falls into the opening hours of the account.',
    'no-owner': 'An account has no rep.',
    'frequency-exceeds-days': 'An account is due more often than the period has days on which it can be visited.',
    // Text formats.
    'missing-column': 'A table lacks a column that is needed.',
    'not-a-number': 'A cell that should hold a number holds other text.',
    'ambiguous-number': 'A number can be read in two ways, and neither its column nor its table tells which is meant.',
    'malformed-table': 'A table cannot be read: quotes, delimiters or the number of cells are wrong.',
    'line-too-long': 'A line is longer than any real table has.',
    'malformed-instance': 'A benchmark file breaks the rules of its format.',
    'unknown-format': 'The format of a file cannot be recognised.',
    'malformed-solution': 'A solution file cannot be read.',
    'malformed-json': 'A JSON text cannot be read.',
    'file-not-found': 'A file does not exist or cannot be read.',
    'cannot-write': 'A file or folder cannot be written.',
    'output-is-input': 'A result would replace a file that the same command reads.',
    'file-exists': 'A result would replace a file that beatplan did not write.',
    // Everything else.
    'invalid-input': 'The input has problems; each is listed.',
    cancelled: 'The call was cancelled before it had an answer.',
    internal: 'beatplan broke one of its own rules; please report it.',
} as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;
