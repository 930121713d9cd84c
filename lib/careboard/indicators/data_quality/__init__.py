"""How complete the records are."""
