"""Children who go missing."""
