/** Injection token of the sandbox's logger. */
export const SANDBOX_LOGGER = Symbol('SandboxLogger');
/** Injection token of the address book's {@link Listening}. */
export const LISTENING = Symbol('Listening');
