# Two stages: the first installs exactly what the lock file says, the second is what runs and holds no tools.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/plumbline
ENV PATH=/opt/plumbline/bin:$PATH
WORKDIR /src
COPY requirements.lock ./
RUN pip install --no-deps --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY storage storage
RUN pip install --no-deps --no-build-isolation . && python -m compileall -q /opt/plumbline

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home plumbline && install -d -o plumbline -g plumbline /data
COPY --from=build /opt/plumbline /opt/plumbline
# In a container the door is reached from outside of it, and logs are read by programs.
ENV PATH=/opt/plumbline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PLUMBLINE_DATA=/data \
    PLUMBLINE_LOG_FORMAT=json \
    HOST=0.0.0.0 \
    PORT=3000
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=2)"]
ENTRYPOINT ["plumbline"]
CMD ["run"]
