/** Where programs are looked for. */
export const programPath = process.env['PATH'] ?? '';

/** Where pictures of the console's pages go; none are taken without it. */
export const picturesFolder = process.env['KUITTAUS_PICTURES_DIR'];
