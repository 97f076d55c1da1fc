import process from 'node:process';

/**
 * Loaded into every app before its own code (`node --require`). When the standalone is killed outright, the
 * channel to it closes, and the app ends as if it had crashed too: nothing stays behind, and every app can
 * be started again after a crash at any point.
 */
process.on('disconnect', () => process.exit(1));
// The channel must not keep an app running that has finished its work.
process.channel?.unref();
