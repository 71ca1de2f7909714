/** A field of an account that a column can hold. */
export type AccountField =
    | 'id'
    | 'name'
    | 'latitude'
    | 'longitude'
    | 'position'
    | 'address'
    | 'potential'
    | 'sales'
    | 'segment'
    | 'tier'
    | 'priority'
    | 'callFrequency'
    | 'callDuration'
    | 'hours'
    | 'skills'
    | 'owner';

/** A field of a rep that a column can hold. */
export type RepField =
    | 'id'
    | 'name'
    | 'latitude'
    | 'longitude'
    | 'position'
    | 'hours'
    | 'skills'
    | 'maxVisitsPerDay'
    | 'share'
    | 'timeZone';
