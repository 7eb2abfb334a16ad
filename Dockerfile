# Rapport in one image: web, worker and listener under one supervisor.
FROM python:3.11-slim
RUN pip install --no-cache-dir uv && useradd --create-home rapport
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY rapport ./rapport
RUN uv sync --frozen --no-dev --compile-bytecode
ENV PATH=/app/.venv/bin:$PATH RAPPORT_DATA=/data RAPPORT_HOST=0.0.0.0 RAPPORT_SMTP_HOST=0.0.0.0
RUN mkdir /data && chown rapport /data
USER rapport
VOLUME /data
EXPOSE 8000 2525
HEALTHCHECK CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"
CMD ["rapport", "serve"]
