// The token that "Authorize" takes is kept in this page alone, and no other site is asked for anything.
SwaggerUIBundle({
  url: location.origin + '/scalelite/api/openapi.yml',
  dom_id: '#page',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  validatorUrl: null,
  persistAuthorization: false,
  queryConfigEnabled: false,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
});
