# Build with the SDK, run on the smaller ASP.NET image, as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/KnowledgeGraph.Server -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
# The data folder belongs to the user that the image defines (APP_UID).
RUN mkdir /data && chown $APP_UID /data
USER $APP_UID
VOLUME /data
ENV KNOWLEDGEGRAPH_DATA__FOLDER=/data
# Without Http:PublishedOnLoopback (see docs/operations.md) it listens on the container's own loopback only.
EXPOSE 5080
ENTRYPOINT ["dotnet", "/app/KnowledgeGraph.Server.dll"]
