/** Version of the definitions that grades of methods are made by; a grade of another one counts as not yet checked. */
export const CHECK_VERSION = '1';
