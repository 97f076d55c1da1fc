/** A day has no hour: at noon it is the same day everywhere that these pages are read. `day` is `YYYY-MM-DD`. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);
