/** A plain file name, so that no reference leads out of the folder of secrets. */
export const SECRET_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/u;
