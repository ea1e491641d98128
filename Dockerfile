# Playwright's own image has the browsers of exactly this release, and what they need.
FROM mcr.microsoft.com/playwright/python:v1.65.2-noble

WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY automation automation
COPY pages pages
COPY fixtures fixtures

RUN pip install --no-cache-dir -c constraints.txt .

# What Chromium needs to shut its own processes in, Docker forbids by default: the container does it here.
ENV MASTODON_MOVE_SANDBOX=false

# Everything that is kept lies in the volume, readable by the image's unprivileged user alone; settings can, too.
ENV MASTODON_MOVE_FOLDER=/move
RUN mkdir -m 700 /move && chown pwuser /move
USER pwuser
WORKDIR /move
VOLUME /move

ENTRYPOINT ["mastodon-move"]
CMD ["export"]
