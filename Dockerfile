# The web app, built with Node; then the server without it.
FROM node:20-bookworm-slim AS web
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
COPY contracts/openapi.json ../contracts/openapi.json
RUN npm run build

FROM python:3.11-slim-bookworm AS server
RUN useradd --create-home --uid 10001 zhirong
WORKDIR /app
COPY requirements.lock pyproject.toml README.md ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY backend/ backend/
COPY contracts/ contracts/
COPY storage/ storage/
COPY --from=web /src/frontend/dist frontend/dist
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e . && mkdir /var/lib/zhirong && chown zhirong /var/lib/zhirong
USER zhirong
ENV ZHIRONG_HOME=/var/lib/zhirong ZHIRONG_HOST=0.0.0.0 ZHIRONG_PORT=8000
EXPOSE 8000
ENTRYPOINT ["zhirong"]
CMD ["serve", "--no-worker"]
