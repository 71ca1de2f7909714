/** Fresh arguments of a valid call; made again each time, because what is mutated are they themselves. */
type Arguments<Call> = Call extends (...args: infer Given) => unknown ? () => Given : never;

type CallNames<Room> = { [Name in keyof Room]: Room[Name] extends (...args: never[]) => unknown ? Name : never }[keyof Room];

type ClassNames<Room> = {
    [Name in keyof Room]: Room[Name] extends abstract new (...args: never[]) => unknown ? Name : never;
}[keyof Room];

type Instance<Class> = Class extends abstract new (...args: never[]) => infer Made ? Made : never;

/** Valid arguments of a class: of its constructor, its static methods and its methods. */
interface ClassExample<Class> {
    readonly create: Class extends abstract new (...args: infer Given) => unknown ? () => Given : never;
    /** Fills an instance before a method is called. */
    readonly prepare?: (instance: Instance<Class>) => void;
    readonly statics: { readonly [Name in CallNames<Class>]: Arguments<Class[Name]> };
    readonly methods: { readonly [Name in CallNames<Instance<Class>>]: Arguments<Instance<Class>[Name]> };
}

/** Valid examples of the functions and classes that a room exports; `catalogue.test.ts` names those that have none. */
export type RoomExamples<Room> = { readonly [Name in CallNames<Room>]?: Arguments<Room[Name]> } & {
    readonly [Name in ClassNames<Room>]?: ClassExample<Room[Name]>;
};

const OPTION_OBJECTS = new WeakSet<object>();

/** Marks an object as options, in which an unknown key has to be an error. */
export function options<Options extends object>(given: Options): Options {
    OPTION_OBJECTS.add(given);
    return given;
}

/** Whether {@link options} marked a value. */
export function isOptions(value: unknown): value is object {
    return typeof value === 'object' && value !== null && OPTION_OBJECTS.has(value);
}
